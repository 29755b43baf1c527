import '../graph/egg.js';
