using Microsoft.Extensions.Options;

namespace Sgraf.Api;

/// <summary>Options that are checked before the service starts: names, types and ranges.</summary>
internal static class CheckedOptions
{
    /// <typeparam name="TOptions">The options, which are also served as they are.</typeparam>
    /// <typeparam name="TValidator">Their rules.</typeparam>
    /// <param name="services">Where they are added.</param>
    /// <param name="section">Their section of the configuration.</param>
    public static void AddChecked<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>()
            .Configure<IConfiguration>((options, configuration) => Bind(options, configuration.GetSection(section)))
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }

    private static void Bind<TOptions>(TOptions options, IConfigurationSection section)
        where TOptions : class
    {
        string[] known = [.. typeof(TOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];
        var unknown = section.GetChildren().FirstOrDefault(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
            throw new StartException($"The setting {unknown.Path} is unknown; the section {section.Path} has {string.Join(", ", known)}.");
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException failure)    // a value of another type
        {
            throw new StartException($"{failure.Message} Mend the setting, or leave it away for its default.", failure);
        }
    }
}
