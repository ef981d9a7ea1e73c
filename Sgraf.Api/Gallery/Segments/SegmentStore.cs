using System.Collections.Concurrent;

namespace Sgraf.Api.Gallery.Segments;

/// <summary>The open segment files of a gallery by number.</summary>
/// <param name="folder">Where they lie.</param>
internal sealed class SegmentStore(string folder) : IDisposable
{
    private readonly ConcurrentDictionary<int, SegmentFile> _files = [];
    private int _lastNumber;

    /// <summary>The open files.</summary>
    public ICollection<SegmentFile> Files => _files.Values;

    /// <summary>The segment files of a folder, whether they are known or not.</summary>
    public IEnumerable<(SegmentKind Kind, int Number)> List()
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"*{SegmentFile.Extension}").Order(StringComparer.Ordinal))
            if (SegmentFile.TryParse(Path.GetFileName(path), out var kind, out var number)) yield return (kind, number);
    }

    /// <summary>Opens a file that is in the folder.</summary>
    public SegmentFile Open(SegmentKind kind, int number)
    {
        Reserve(number);
        return _files[number] = SegmentFile.Open(folder, kind, number);
    }

    /// <summary>Makes a file of a number that no other has had; it is unfinished.</summary>
    public SegmentFile Create(SegmentKind kind)
    {
        var file = SegmentFile.Create(folder, kind, Interlocked.Increment(ref _lastNumber));
        return _files[file.Number] = file;
    }

    /// <summary>Keeps a number from being given again.</summary>
    public void Reserve(int number) => _lastNumber = Math.Max(_lastNumber, number);

    /// <summary>The file of a number; null when it is not there.</summary>
    public SegmentFile? Find(int number) => _files.GetValueOrDefault(number);

    /// <summary>Reads from a file that may be retired meanwhile.</summary>
    /// <returns>False when it is not there any more.</returns>
    /// <exception cref="SegmentException">What is read is damaged.</exception>
    public bool TryRead<T>(int number, Func<SegmentFile, T> read, out T? result)
    {
        result = default;
        if (Find(number) is not { } file || !file.TryHold()) return false;
        try
        {
            result = read(file);
            return true;
        }
        finally
        {
            file.Release();
        }
    }

    /// <summary>Lets a file go; it is deleted as soon as nobody reads it.</summary>
    public void Retire(SegmentFile file)
    {
        if (!_files.TryRemove(new KeyValuePair<int, SegmentFile>(file.Number, file))) return;
        file.Retire();
        file.Release();
    }

    /// <summary>Deletes a file that is in the folder and of no use.</summary>
    public void Delete(SegmentKind kind, int number)
    {
        Reserve(number);
        File.Delete(Path.Combine(folder, SegmentFile.NameOf(kind, number)));
    }

    /// <summary>Deletes the files that nobody finished.</summary>
    public void DeleteUnfinished()
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"*{SegmentFile.Extension}{SegmentFile.Unfinished}")) File.Delete(path);
    }

    /// <summary>Gives a file that the catalogue does not know another name, so that nothing of it is lost.</summary>
    /// <returns>That name.</returns>
    public string SetAside(SegmentKind kind, int number)
    {
        Reserve(number);
        var name = SegmentFile.NameOf(kind, number);
        File.Move(Path.Combine(folder, name), Path.Combine(folder, $"{name}.unlisted"), overwrite: true);
        return $"{name}.unlisted";
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var file in _files.Values) file.Release();
        _files.Clear();
    }
}
