using Microsoft.AspNetCore.Authorization;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Access;

/// <summary>Lets a request through with an accepted key, or to an endpoint that is open to everybody.</summary>
internal sealed class KeyGate(RequestDelegate next, ApiKeys keys)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!keys.AreNeeded || IsOpen(context)) return next(context);
        var sent = ApiKeys.Of(context.Request)
            ?? throw new ProblemException(Errors.KeyNeeded, "The request has no key; send it as the header X-Api-Key, or as Authorization: Bearer.");
        var key = keys.Find(sent) ?? throw new ProblemException(Errors.KeyNeeded, "The key is not one that this service accepts; ask whoever runs it.");
        context.Features.Set(key);
        return next(context);
    }

    /// <summary>What is not there needs no key: the answer is the same for all.</summary>
    private static bool IsOpen(HttpContext context) => context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
