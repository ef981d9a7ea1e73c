namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>What became of an item of a job. The numbers are those of the catalogue.</summary>
internal enum ItemState
{
    /// <summary>Nothing yet.</summary>
    Waiting = 0,

    /// <summary>It was added.</summary>
    Added = 1,

    /// <summary>The gallery had it.</summary>
    Existing = 2,

    /// <summary>It cannot be added.</summary>
    Failed = 3,
}
