import 'dockerode';
import '../unlisted/layer.js';
import '../graph/chicken.js';
import '../../test/helper.js';
