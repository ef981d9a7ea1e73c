using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;

namespace Sgraf.Api;

/// <summary>How the service reads and writes JSON: camel case, nothing unknown, nothing twice, numbers as numbers.</summary>
internal static class ApiJson
{
    /// <summary>Makes a feature's records known; their code is generated, nothing is found by reflection.</summary>
    public static IServiceCollection AddJson(this IServiceCollection services, JsonSerializerContext context) =>
        services.Configure<JsonOptions>(options =>
        {
            Apply(options.SerializerOptions);
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, context);
        });

    private static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
    }

    /// <summary>The description of a type as the service reads and writes it.</summary>
    public static JsonTypeInfo<T> TypeInfo<T>(this JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
