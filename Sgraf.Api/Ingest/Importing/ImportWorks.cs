using System.Diagnostics;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;
using Sgraf.Model.Images;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Opens what jobs work on.</summary>
internal sealed class ImportWorks(
    ImageGallery gallery, PictureIndexer indexer, CaptionEncoding captions, PictureRules rules, ImportUploads uploads, DecodingOptions decoding,
    GalleryOptions galleryOptions)
{
    /// <summary>The folder of the demo pictures.</summary>
    public string DemoFolder { get; } = galleryOptions.DemoFolder ?? Path.Combine(AppContext.BaseDirectory, "models", "demo-gallery");

    /// <exception cref="ProblemException">What it works on is not there any more, or damaged.</exception>
    public IImportWork Open(JobRow job) => job.Kind switch
    {
        JobKind.Reindex => new ReindexWork(gallery, indexer, captions),
        _ => new SourceWork(Source(job), indexer, rules),
    };

    private IImportSource Source(JobRow job)
    {
        try
        {
            return job.Kind switch
            {
                JobKind.Folder => new FolderSource(new SafeFolder(job.Source), decoding.MaxBytes),
                JobKind.Demo => new FolderSource(new SafeFolder(DemoFolder), decoding.MaxBytes),
                JobKind.Archive => new ArchiveSource(uploads.PathOf(job.Source), decoding.MaxBytes),
                JobKind.Lines => new LinesSource(uploads.PathOf(job.Source), gallery, decoding.MaxBytes),
                _ => throw new UnreachableException(),
            };
        }
        catch (IOException)
        {
            throw new ProblemException(Errors.ImportRefused, "The uploaded file is not there any more; send it again.");
        }
    }
}
