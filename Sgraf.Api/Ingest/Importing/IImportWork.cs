using Sgraf.Api.Gallery.Catalogue;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>What a job does with its items.</summary>
internal interface IImportWork : IDisposable
{
    /// <summary>All items, in an order that is the same every time.</summary>
    /// <exception cref="Problems.ProblemException">There is nothing to do, or too much.</exception>
    IEnumerable<ImportItem> List();

    /// <summary>Looks at items; any number of threads may do so at once.</summary>
    /// <returns>What came of each, in their order.</returns>
    ItemResult[] Process(IReadOnlyList<ItemRow> items, CancellationToken cancellation);
}
