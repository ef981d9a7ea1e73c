using Sgraf.Api.Ingest.Indexing;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Where the items of an import come from: a folder, an archive, a list.</summary>
internal interface IImportSource : IDisposable
{
    /// <summary>All items, in an order that is the same every time.</summary>
    /// <exception cref="Problems.ProblemException">There is nothing to import, or too much.</exception>
    IEnumerable<ImportItem> List();

    /// <summary>Brings an item; any number of threads may do so at once.</summary>
    PictureSource Open(string name, ItemDetails? details);
}
