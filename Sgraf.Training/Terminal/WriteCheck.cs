namespace Sgraf.Training.Terminal;

/// <summary>Finds out, before hours of work, whether their result can be written.</summary>
internal static class WriteCheck
{
    /// <summary>Makes sure that a file can be written or replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">Where it was given.</param>
    /// <exception cref="CommandException">It is a folder, or its folder is missing or takes no files.</exception>
    public static void RequireFile(string path, string option)
    {
        if (Directory.Exists(path)) throw new CommandException($"{path} is a folder; name a file with {option}.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new CommandException($"{path} cannot be written, as there is no folder {folder}; make it or choose another {option}.");
        TryWriting(folder, path, option);
    }

    /// <summary>Makes sure that a folder takes files, or can be made.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="option">Where it was given.</param>
    /// <exception cref="CommandException">It is a file or below one, or neither it nor the folder in which it would be made takes files.</exception>
    public static void RequireFolder(string path, string option)
    {
        var folder = Path.GetFullPath(path);
        while (folder is not null && !Path.Exists(folder)) folder = Path.GetDirectoryName(folder);
        if (!Directory.Exists(folder)) throw new CommandException($"{folder ?? path} is no folder; name one with {option}.");
        TryWriting(folder, path, option);
    }

    /// <remarks>Permissions alone do not tell: a disk may be mounted for reading only.</remarks>
    private static void TryWriting(string folder, string path, string option)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written, as {folder} takes no files; check its permissions or choose another {option}.");
        }
    }
}
