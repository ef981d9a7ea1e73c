using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>A file of <c>torch.save</c>: one object, and the storages its tensors are views of.</summary>
internal abstract class TorchFile : IDisposable
{
    private const uint ZipMagic = 0x04034b50;

    /// <summary>The object.</summary>
    internal abstract object? Root { get; }

    /// <summary>Every storage by its key.</summary>
    internal abstract IReadOnlyDictionary<string, TorchStorage> Storages { get; }

    /// <summary>Bytes of the file.</summary>
    internal abstract long Length { get; }

    /// <summary>Opens a file of either layout; its object is read, its storages are not.</summary>
    /// <exception cref="CheckpointException">There is no such file, or it is unsound.</exception>
    internal static TorchFile Open(string path)
    {
        var stream = OpenStream(path);
        try
        {
            Span<byte> start = stackalloc byte[4];
            var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            return count == start.Length && BitConverter.ToUInt32(start) == ZipMagic
                ? new ZipTorchFile(path, stream)
                : new LegacyTorchFile(path, stream);
        }
        catch (Exception failure)
        {
            stream.Dispose();
            if (failure is InvalidDataException or IOException or NotSupportedException)
                throw new CheckpointException($"{path} cannot be read: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>The bytes of a storage.</summary>
    /// <exception cref="CheckpointException">The file does not hold them whole.</exception>
    internal abstract byte[] ReadStorage(TorchStorage storage);

    public abstract void Dispose();

    private static FileStream OpenStream(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {failure.Message}", failure);
        }
    }
}
