using Microsoft.AspNetCore.Http.HttpResults;

namespace Sgraf.Api.Problems;

/// <summary>Problems in answers, and what their types mean.</summary>
internal static class ProblemEndpoints
{
    public const string Path = "/problems";

    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ProblemWriter>();
        services.AddJson(ProblemJson.Default);
        // Else a parameter that cannot be read gives an empty answer.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>To come before everything that may fail.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(pages => ProblemWriter.WriteAsync(pages.HttpContext, Errors.OfStatus(pages.HttpContext.Response.StatusCode)));
    }

    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        var problems = routes.MapGroup(Path).WithTags("Problems").AllowAnonymous();
        problems.MapGet("", All);
        problems.MapGet("/{name}", One).Fails(Errors.NotFound);
    }

    /// <summary>Lists the kinds of problems that answers name.</summary>
    public static Ok<IReadOnlyList<ProblemPage>> All() => TypedResults.Ok<IReadOnlyList<ProblemPage>>([.. Errors.All.Select(Page)]);

    /// <summary>Says what a kind of problem means.</summary>
    /// <param name="name">The last part of the problem's type.</param>
    public static Ok<ProblemPage> One(string name) => TypedResults.Ok(Page(
        Errors.All.FirstOrDefault(kind => kind.Name == name) ?? throw new ProblemException(Errors.NotFound, "There is no such problem type; /problems lists them.")));

    private static ProblemPage Page(ProblemKind kind) => new(kind.Type, kind.Status, kind.Title, kind.Meaning);
}
