namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>Where a job's pictures come from.</summary>
internal enum JobKind
{
    /// <summary>A folder of the machine.</summary>
    Folder,

    /// <summary>An uploaded zip archive.</summary>
    Archive,

    /// <summary>An uploaded file of JSON lines.</summary>
    Lines,

    /// <summary>The pictures that come with the service.</summary>
    Demo,

    /// <summary>Pictures and captions of the gallery that another model made.</summary>
    Reindex,
}
