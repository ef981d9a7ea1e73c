using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Reading;

/// <summary>A multipart form whose fields are asked for by name; what nobody asked for is refused.</summary>
internal sealed class RequestForm
{
    private readonly IFormCollection _form;
    private readonly HashSet<string> _known = [];

    private RequestForm(IFormCollection form) => _form = form;

    /// <exception cref="ProblemException">The body is no sound form.</exception>
    public static async Task<RequestForm> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return new RequestForm(await request.ReadFormAsync(cancellation));
        }
        catch (InvalidDataException failure)    // a limit of the form's reader, or a malformed part
        {
            throw new ProblemException(Errors.InvalidForm, $"{failure.Message} Send fewer or smaller fields, or mend the form.");
        }
        catch (IOException failure) when (failure is not BadHttpRequestException && !cancellation.IsCancellationRequested)
        {
            throw new ProblemException(Errors.InvalidForm, "The form ends before its last boundary; send it whole.");
        }
    }

    /// <summary>All values of a field.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Values(name).Select(value => value ?? "")];

    /// <summary>The value of a field that may be there once.</summary>
    public string? Text(string name) => Values(name) switch
    {
        { Count: 0 } => null,
        { Count: 1 } value => value.ToString(),
        { Count: var count } => throw Invalid(name, $"is there {count} times, expected once"),
    };

    /// <summary>A field of true or false; false where it is not there.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Invalid(name, "must be true or false"),
    };

    /// <summary>A field of a whole number.</summary>
    public int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Invalid(name, "must be a whole number");

    /// <summary>A field of another kind.</summary>
    /// <param name="name">The field.</param>
    /// <param name="parse">Gives null for what it cannot be.</param>
    /// <param name="expected">What it has to be, for the message.</param>
    public T? Value<T>(string name, Func<string, T?> parse, string expected)
        where T : class =>
        Text(name) is not { } text ? null : parse(text) ?? throw new ProblemException(Errors.InvalidForm, expected);

    /// <summary>A field of sgr, saf or sgraf.</summary>
    public SimilarityModule? Module(string name) => Text(name) is not { } text ? null : ModuleNames.Parse(text) ?? throw Invalid(name, "must be sgr, saf or sgraf");

    /// <summary>A field that holds JSON.</summary>
    public T? Json<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Text(name) is { } text ? JsonSerializer.Deserialize(text, type) : null;
        }
        catch (JsonException failure)
        {
            throw Invalid(name, $"is not the expected JSON: {JsonMistake.Describe(failure)}");
        }
    }

    /// <summary>The files of a field.</summary>
    public IReadOnlyList<IFormFile> Files(string name)
    {
        _known.Add(name);
        return _form.Files.GetFiles(name);
    }

    /// <summary>The one picture of a form: a file, or an id of the gallery.</summary>
    public PictureInput Picture(string file, string id) => (Files(file), Text(id)) switch
    {
        ([var sent], null) => PictureInput.Of(sent),
        ([], { } known) => new PictureInput { Id = known },
        ([], null) => throw new ProblemException(Errors.InvalidForm, $"There is no picture; send it as the file {file}, or the id of one of the gallery as {id}."),
        _ => throw new ProblemException(Errors.InvalidForm, $"There are several pictures, expected one: a file {file} or an {id}."),
    };

    /// <exception cref="ProblemException">There is a field or file that was not asked for.</exception>
    public void RefuseUnknown()
    {
        var unknown = _form.Keys.Concat(_form.Files.Select(file => file.Name)).FirstOrDefault(name => !_known.Contains(name));
        if (unknown is not null)
            throw new ProblemException(Errors.InvalidForm, $"The field {(unknown.Length <= 100 ? unknown : "of so long a name")} is unknown; expected {string.Join(", ", _known)}.");
    }

    private StringValues Values(string name)
    {
        _known.Add(name);
        return _form[name];
    }

    private static ProblemException Invalid(string name, string mistake) => new(Errors.InvalidForm, $"The field {name} {mistake}.");
}
