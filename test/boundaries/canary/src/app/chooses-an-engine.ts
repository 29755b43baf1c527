import '../engine/docker/connect.js';
// @ts-expect-error: an import that leads nowhere is what the boundary check must catch.
import './nowhere.js';
