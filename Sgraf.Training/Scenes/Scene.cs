using Sgraf.Training.Scenes.Backdrops;
using Sgraf.Training.Scenes.Drawing;

namespace Sgraf.Training.Scenes;

/// <summary>Everything that a picture shows, before it is drawn.</summary>
/// <param name="Objects">Two to six objects, in no particular order.</param>
/// <param name="Backdrop">What is around them.</param>
/// <param name="Lighting">Where the light comes from.</param>
/// <param name="Camera">Where the picture is taken from.</param>
internal sealed record Scene(IReadOnlyList<SceneObject> Objects, Backdrop Backdrop, Lighting Lighting, Camera Camera);
