namespace Sgraf.Model.Bundles;

/// <summary>Writes bundles: a folder is there whole, with all its bytes on the disk, or not at all.</summary>
public static class BundleWriter
{
    private static readonly TimeSpan Leftover = TimeSpan.FromDays(1);

    /// <summary>Writes a temporary folder beside, then gives it its name.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="bundle">Its parts; the files it names are copied.</param>
    /// <param name="force">Whether an older bundle of that name is replaced, and nothing else of its folder; at every moment one of the two is there.</param>
    /// <exception cref="CheckpointException">The parts do not belong together: every problem is listed.</exception>
    /// <exception cref="IOException">The folder exists and is not to be replaced, or holds no bundle.</exception>
    public static void Write(string folder, Bundle bundle, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        CheckTarget(target, force);
        CheckParts(target, bundle);
        Publish(target, temporary =>
        {
            if (Directory.Exists(target))    // a licence, or whatever else people keep beside a model
                CopyAll(new DirectoryInfo(target), temporary, name => !BundleFiles.All.Contains(name));
            WriteParts(temporary, bundle);
        });
    }

    /// <summary>Replaces a bundle by one with another shortlist and other notes; every other file keeps its bytes.</summary>
    /// <param name="folder">The bundle's folder; at every moment one of the two bundles is there.</param>
    /// <param name="shortlist">The weights of the first stage of a search; null to have none.</param>
    /// <param name="provenance">Where the model comes from.</param>
    /// <exception cref="CheckpointException">The folder holds no sound bundle, or the shortlist is unsound.</exception>
    public static void Amend(string folder, IReadOnlyDictionary<string, WeightTensor>? shortlist, Provenance provenance)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var bundle = Bundle.Load(target);
        var amended = bundle with { Shortlist = shortlist, Manifest = bundle.Manifest with { Provenance = provenance } };
        CheckParts(target, amended);
        Publish(target, temporary =>
        {
            string[] replaced = [BundleFiles.Manifest, BundleFiles.Shortlist];
            CopyAll(new DirectoryInfo(target), temporary, name => !replaced.Contains(name));
            WriteAmendable(temporary, amended);
        });
    }

    private static void Publish(string target, Action<string> write)
    {
        DeleteLeftovers(target);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            write(temporary);
            DurableFolder.Publish(temporary, target);
        }
        finally
        {
            if (Directory.Exists(temporary))    // what was not published, or what was replaced
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static void CheckTarget(string target, bool force)
    {
        if (!Path.Exists(target))
            return;
        if (!force)
            throw new IOException($"{target} exists; choose another folder, or force its replacement.");
        if (!Directory.Exists(target)
            || (Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(Path.Combine(target, BundleFiles.Manifest))))
            throw new IOException($"{target} exists and is no bundle (it has no {BundleFiles.Manifest}); it is not replaced.");
    }

    /// <summary>Temporary folders of processes that were killed while they wrote; a living one takes minutes, not a day.</summary>
    private static void DeleteLeftovers(string target)
    {
        var parent = new DirectoryInfo(Path.GetDirectoryName(target)!);
        if (!parent.Exists)
            return;
        foreach (var leftover in parent.EnumerateDirectories($"{Path.GetFileName(target)}.*.tmp"))
        {
            if (leftover.LastWriteTimeUtc < DateTime.UtcNow - Leftover && IsTemporary(leftover.Name))
                leftover.Delete(recursive: true);
        }
    }

    private static bool IsTemporary(string name) => name.Split('.') is [.., var guid, "tmp"] && Guid.TryParseExact(guid, "N", out _);

    private static void CheckParts(string target, Bundle bundle)
    {
        var problems = BundleProblems.OfManifest(bundle.Manifest).ToList();
        if (problems.Count == 0)
        {
            problems.AddRange(BundleProblems.OfVocabulary(bundle.Config, bundle.VocabularyPath));
            problems.AddRange(OfCheckpoint(bundle, SimilarityModule.Sgr, bundle.Sgr));
            problems.AddRange(OfCheckpoint(bundle, SimilarityModule.Saf, bundle.Saf));
            problems.AddRange(bundle.DetectorPath is null ? [] : DetectorFiles.Problems(bundle.DetectorPath));
            problems.AddRange(bundle.Shortlist is null ? [] : BundleProblems.OfShortlist(bundle.Config, bundle.Shortlist));
        }
        if (problems.Count > 0)
            throw CheckpointProblems.ToException($"{target} cannot be written", problems);
    }

    private static IEnumerable<string> OfCheckpoint(Bundle bundle, SimilarityModule module, Checkpoint? checkpoint)
    {
        if (bundle.Manifest.Modules.HasFlag(module) != checkpoint is not null)
            return [$"{BundleFiles.OfModule(module)}: modules is {bundle.Manifest.Modules}, the weights are {(checkpoint is null ? "missing" : "there")}"];
        return checkpoint is null ? [] : BundleProblems.OfCheckpoint(bundle.Config, module, checkpoint);
    }

    private static void WriteParts(string folder, Bundle bundle)
    {
        Copy(bundle.VocabularyPath, Path.Combine(folder, BundleFiles.Vocabulary));
        if (bundle.Sgr is not null)
            CheckpointFile.Save(Path.Combine(folder, BundleFiles.Sgr), bundle.Sgr, metadata: NormSwitches.ToNotes(bundle.Config));
        if (bundle.Saf is not null)
            CheckpointFile.Save(Path.Combine(folder, BundleFiles.Saf), bundle.Saf, metadata: NormSwitches.ToNotes(bundle.Config));
        if (bundle.DetectorPath is not null)
            CopyDetector(bundle.DetectorPath, folder);
        WriteAmendable(folder, bundle);
    }

    private static void WriteAmendable(string folder, Bundle bundle)
    {
        if (bundle.Shortlist is not null)
            SafetensorsWriter.Write(Path.Combine(folder, BundleFiles.Shortlist), bundle.Shortlist);
        ManifestFile.Write(Path.Combine(folder, BundleFiles.Manifest), bundle.Manifest);
    }

    private static void CopyAll(DirectoryInfo source, string target, Func<string, bool> isWanted)
    {
        foreach (var file in source.EnumerateFiles().Where(file => isWanted(file.Name)))
            Copy(file.FullName, Path.Combine(target, file.Name));
        foreach (var folder in source.EnumerateDirectories())
            CopyAll(folder, Directory.CreateDirectory(Path.Combine(target, folder.Name)).FullName, _ => true);
    }

    /// <summary>A detector that carries no settings of its own has them in a file beside it.</summary>
    private static void CopyDetector(string detector, string folder)
    {
        Copy(detector, Path.Combine(folder, BundleFiles.Detector));
        if (File.Exists(DetectorFiles.SettingsBeside(detector)))
            Copy(DetectorFiles.SettingsBeside(detector), Path.Combine(folder, BundleFiles.DetectorSettings));
    }

    private static void Copy(string source, string target)
    {
        using var original = File.OpenRead(source);
        DurableFile.Write(target, original.CopyTo);
    }
}
