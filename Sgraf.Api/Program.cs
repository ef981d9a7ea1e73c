using Sgraf.Api;
using Sgraf.Api.Admission;
using Sgraf.Api.Health;
using Sgraf.Api.Inference;
using Sgraf.Api.Page;
using Sgraf.Api.Problems;
using Sgraf.Api.Telemetry;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddTelemetry();
    builder.Services.AddProblems();
    builder.Services.AddAdmission();
    builder.Services.AddInference();
    builder.Services.AddHealth();
    builder.AddPage();

    var app = builder.Build();
    app.UseTelemetry();
    app.UseProblems();
    app.MapPage();
    app.MapProblems();
    app.MapModels();
    app.MapHealth();
    app.MapTelemetry();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartFailure.Explains(failure))
{
    return StartFailure.Report(failure);
}
