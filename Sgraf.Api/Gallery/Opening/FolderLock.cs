namespace Sgraf.Api.Gallery.Opening;

/// <summary>Keeps a second process out of a gallery's folder; gone with the process, whatever ends it.</summary>
internal sealed class FolderLock : IDisposable
{
    private const string Name = "gallery.lock";
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="GalleryException">Another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GalleryException(
                $"The gallery in {folder} cannot be opened: another process has it, or the folder cannot be written. "
                + $"End that process, or choose another folder by {GalleryOptions.Section}:{nameof(GalleryOptions.Folder)}.", failure);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
