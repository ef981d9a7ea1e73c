using Microsoft.AspNetCore.Http.Metadata;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Lets an endpoint take larger bodies than others.</summary>
/// <param name="bytes">Bytes of a body at most.</param>
internal sealed class UploadLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
