using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sgraf.Api.Description;

/// <summary>Adds to each operation what its signature cannot say: how it fails, its form, examples.</summary>
internal sealed class OperationRules : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        var isSafe = context.ApiDescription.HttpMethod == HttpMethods.Get;
        ProblemKind[] kinds =
        [
            .. metadata.OfType<Failures>().SelectMany(failures => failures.Kinds), .. Errors.OfAll,
            .. isOpen ? [] : Errors.OfGuarded, .. isSafe ? [] : (ProblemKind[])[Errors.ForeignOrigin],
        ];
        foreach (var status in kinds.Distinct().GroupBy(kind => kind.Status).OrderBy(status => status.Key))
            (operation.Responses ??= [])[$"{status.Key}"] = Failure([.. status], context);
        if (metadata.OfType<IAcceptsMetadata>().FirstOrDefault() is { } accepts) DescribeBody(operation, accepts, context);
        foreach (var file in metadata.OfType<FileAnswer>()) file.Describe(operation);
        foreach (var example in metadata.OfType<BodyExample>()) example.Show(operation);
    }

    private static OpenApiResponse Failure(IReadOnlyList<ProblemKind> kinds, OperationFilterContext context) => new()
    {
        Description = string.Join('\n', kinds.Select(kind => $"- `{kind.Type}`: {kind.Title}. {kind.Meaning}")),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemWriter.MediaType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemReport), context.SchemaRepository) },
        },
        Headers = kinds.Any(kind => kind.MayRetry)
            ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Description = "Seconds until it is worth trying again." } }
            : null,
    };

    /// <summary>The body as JSON and, where an endpoint takes one, as a form.</summary>
    private static void DescribeBody(OpenApiOperation operation, IAcceptsMetadata accepts, OperationFilterContext context)
    {
        var form = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<FormDescription>().FirstOrDefault();
        var content = new Dictionary<string, OpenApiMediaType>();
        if (accepts.ContentTypes.Contains(RequestBody.Json))
            content[RequestBody.Json] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(accepts.RequestType!, context.SchemaRepository) };
        if (form is not null) content[RequestBody.Form] = new OpenApiMediaType { Schema = form.ToSchema() };
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
    }
}
