using Sgraf.Api.Reading;
using Sgraf.Model.Images;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>A file on its way into the gallery, decoded.</summary>
/// <param name="Place">Its place among those that came together.</param>
/// <param name="Source">Who wants to add it.</param>
/// <param name="Id">Its id.</param>
/// <param name="File">Its bytes.</param>
/// <param name="Picture">Its pixels.</param>
/// <param name="Captions">Its captions.</param>
internal sealed record SeenFile(int Place, PictureSource Source, string Id, byte[] File, Picture Picture, IReadOnlyList<ReadText> Captions);
