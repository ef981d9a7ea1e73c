using Sgraf.Api;
using Sgraf.Api.Access;
using Sgraf.Api.Admission;
using Sgraf.Api.Description;
using Sgraf.Api.Explain;
using Sgraf.Api.Health;
using Sgraf.Api.Inference;
using Sgraf.Api.Ingest;
using Sgraf.Api.Page;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;
using Sgraf.Api.Score;
using Sgraf.Api.Search;
using Sgraf.Api.Telemetry;
using Sgraf.Model.Images;

if (args is [NewKey.Argument]) return NewKey.Print();
NativeLibraries.BeginLoading();
try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddTelemetry();
    builder.Services.AddProblems();
    builder.Services.AddAccess();
    builder.Services.AddAdmission();
    builder.Services.AddInference();
    builder.Services.AddReading();
    builder.Services.AddGallery();
    builder.Services.AddIngest();
    builder.Services.AddScore();
    builder.Services.AddExplain();
    builder.Services.AddSearch();
    builder.Services.AddHealth();
    builder.Services.AddDescription();
    builder.AddPage();

    await using var app = builder.Build();
    app.BeginInference();
    app.UsePage();
    app.UseTelemetry();
    app.UseSecurityHeaders();
    app.UseProblems();
    app.UseDescription();
    app.UseAccess();
    app.UseAdmission();
    app.MapPage();
    app.MapProblems();
    app.MapScore();
    app.MapExplain();
    app.MapSearch();
    app.MapIngest();
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
