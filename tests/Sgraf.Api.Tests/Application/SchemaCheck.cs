using System.Text.Json;

namespace Sgraf.Api.Tests.Application;

/// <summary>Holds JSON against a schema of the API's description.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    public void Check(JsonElement schema, JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            Assert.True(schema.TryGetProperty("nullable", out _), $"{place} is null.");
            return;
        }
        schema = Resolve(schema);
        if (!schema.TryGetProperty("type", out var type)) return;
        Assert.True(IsOfType(value, type.GetString()!), $"{place} is {value.ValueKind}, expected {type}.");
        if (value.ValueKind == JsonValueKind.Object) CheckObject(schema, value, place);
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var (index, item) in value.EnumerateArray().Index()) Check(schema.GetProperty("items"), item, $"{place}[{index}]");
    }

    private void CheckObject(JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray())
                Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{place} lacks {name}.");
        var isOpen = !schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False;
        foreach (var property in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out var described))
                Check(described, property.Value, $"{place}.{property.Name}");
            else if (isOpen && additional.ValueKind == JsonValueKind.Object) Check(additional, property.Value, $"{place}.{property.Name}");
            else Assert.True(isOpen, $"{place}.{property.Name} is not in the API's description.");
        }
    }

    private JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("allOf", out var all)) return Resolve(all[0]);
        return schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!["#/components/schemas/".Length..])
            : schema;
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };
}
