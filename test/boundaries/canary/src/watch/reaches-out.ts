import '../cli/composition-root.js';
