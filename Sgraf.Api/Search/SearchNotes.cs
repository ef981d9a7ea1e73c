using Sgraf.Api.Inference;

namespace Sgraf.Api.Search;

/// <summary>What to know about an answer, in sentences.</summary>
internal sealed class SearchNotes(ServedModel model)
{
    /// <param name="unknown">Words that the model does not know.</param>
    /// <param name="stale">Pictures or captions that were left out.</param>
    /// <param name="what">What they are: pictures or captions.</param>
    public IReadOnlyList<string> Of(IReadOnlyList<string> unknown, int stale, string what)
    {
        List<string> notes = [];
        if (unknown.Count > 0) notes.Add($"The model does not know {string.Join(", ", unknown)}; it reads them all alike.");
        if (stale > 0) notes.Add($"{stale} {what} were left out: another model or detector saw them last, and they are being indexed anew.");
        if (model.Limits is { } limits) notes.Add(limits);
        return notes;
    }
}
