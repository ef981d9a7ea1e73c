using System.Runtime.InteropServices;

namespace Sgraf.Model.Bundles;

/// <summary>Files that are either whole on the disk or not there at all, whatever happens while they are written.</summary>
public static partial class DurableFile
{
    private const int WriteBuffer = 1 << 16;

    // statx, whose result is laid out alike on all processors.
    private const int CurrentFolder = -100, StatusSize = 256, ModeOffset = 28;
    private const uint WantsMode = 3;    // STATX_TYPE | STATX_MODE
    private const int ModeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000;

    /// <summary>Writes under a temporary name in the same folder, flushes to the disk, and gives the file its name.</summary>
    /// <param name="path">The file; an older one of that name is replaced whole, where it is a link that to which it leads.</param>
    /// <param name="write">Writes the contents; when it throws, nothing is left behind and an older file stays.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written, or is a device or a pipe: a file would take its place.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        if (new FileInfo(target) is { LinkTarget: not null } link) target = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (IsSpecial(target))
            throw new IOException($"{path} cannot be written: it is no regular file; choose another name.");
        var folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"{path} is a root, not a file.", nameof(path));
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path} cannot be written: there is no folder {folder}");
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, WriteBuffer))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        FlushFolder(folder);
    }

    /// <summary>Makes the names in a folder (files created, renamed, deleted) survive a loss of power.</summary>
    /// <remarks>Windows keeps names in a journal and has no such call; there this does nothing.</remarks>
    /// <exception cref="IOException">The folder cannot be opened or flushed.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(folder, flags: 0);
        if (handle < 0)
            throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        var failure = Flush(handle) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (failure != 0)
            throw new IOException($"{folder} cannot be flushed to the disk: error {failure}.");
    }

    /// <summary>Whether a name is that of a device, a pipe or a socket. Where the system cannot tell, it is taken for none.</summary>
    private static unsafe bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(path)) return false;
        var status = stackalloc byte[StatusSize];
        try
        {
            return Status(CurrentFolder, path, 0, WantsMode, status) == 0 && (*(ushort*)(status + ModeOffset) & ModeMask) is not (RegularFile or Folder);
        }
        catch (EntryPointNotFoundException)
        {
            return false;    // a C library older than 2018
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
