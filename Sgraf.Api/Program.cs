var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/health/live", () => TypedResults.Ok(new Live("live")));
app.Run();

internal sealed record Live(string Status);
