using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Uploaded files that wait to be imported; they lie in the gallery's folder until their job ends.</summary>
internal sealed class ImportUploads(GalleryOptions options)
{
    public const string Field = "file";
    private const int LongestBoundary = 200;

    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Folder), "uploads");

    /// <summary>The path of an uploaded file.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Writes the one file of a form to the disk as it comes.</summary>
    /// <returns>The name under which it lies, the name that it was sent with, and its kind.</returns>
    /// <exception cref="ProblemException">There is no such file, or it is neither an archive nor a list.</exception>
    public async Task<(string File, string Name, JobKind Kind)> SaveAsync(HttpRequest request, CancellationToken cancellation)
    {
        var sections = new MultipartReader(Boundary(request), request.Body);
        try
        {
            while (await sections.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                if (HeaderUtilities.RemoveQuotes(disposition.Name) != Field)
                    throw new ProblemException(Errors.InvalidForm, $"The form has a field that is unknown; expected one file, {Field}.");
                var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName);
                return await SaveAsync(section.Body, PictureRules.Name(name.Value), cancellation);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException
            || (failure is IOException and not BadHttpRequestException && !cancellation.IsCancellationRequested))
        {
            throw new ProblemException(Errors.InvalidForm, "The form is malformed, or ends before its last boundary; send it whole.");
        }
        throw new ProblemException(Errors.InvalidForm, $"There is no file; send a .zip or .jsonl as the field {Field}.");
    }

    /// <summary>Deletes a file that is of no use any more.</summary>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <summary>Deletes the files that no open job works on.</summary>
    public void DeleteOthers(IEnumerable<JobRow> open)
    {
        if (!Directory.Exists(_folder)) return;
        var used = open.Select(job => PathOf(job.Source)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(_folder).Where(path => !used.Contains(path))) File.Delete(path);
    }

    private static string Boundary(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        return boundary is { Length: > 0 and <= LongestBoundary }
            ? boundary
            : throw new ProblemException(Errors.InvalidForm, "The header Content-Type names no boundary of the form.");
    }

    private async Task<(string File, string Name, JobKind Kind)> SaveAsync(Stream body, string name, CancellationToken cancellation)
    {
        var kind = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".zip" => JobKind.Archive,
            ".jsonl" or ".ndjson" => JobKind.Lines,
            _ => throw new ProblemException(
                Errors.ImportRefused, "The file is neither a .zip nor a .jsonl; single pictures are added by POST /images."),
        };
        Directory.CreateDirectory(_folder);
        var file = $"{Guid.NewGuid():N}{Path.GetExtension(name).ToLowerInvariant()}";
        try
        {
            await using var stream = new FileStream(PathOf(file), FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await body.CopyToAsync(stream, cancellation);
            stream.Flush(flushToDisk: true);
            return (file, name, kind);
        }
        catch
        {
            Delete(file);
            throw;
        }
    }
}
