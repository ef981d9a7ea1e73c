using Sgraf.Tests;
using Sgraf.Training.Scenes.Files;

namespace Sgraf.Training.Tests.Detection;

/// <summary>A folder of a few small scenes, as <c>sgraf scenes</c> writes it.</summary>
internal sealed class TinyScenes : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TinyScenes(int trainPictures, int devPictures, int size)
    {
        Write("train", trainPictures, size);
        Write("dev", devPictures, size);
    }

    public string Path => _folder.Path;

    public string PathOf(string name) => _folder.PathOf(name);

    public void Dispose() => _folder.Dispose();

    private void Write(string split, int count, int size) =>
        new SceneFolder(_folder.Path, new SceneSet(1, split, size)).Write(count, Environment.ProcessorCount, _ => { }, CancellationToken.None);
}
