using Microsoft.Extensions.Options;

namespace Portal.Setup;

internal sealed class PortalOptionsValidation(IConfiguration configuration) : IValidateOptions<PortalOptions>
{
    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            errors.Add("Portal:DataDirectory is empty; it must name a folder.");
        Expect("Portal:Transport", options.Transport, "Embedded", "RabbitMq is planned");
        Expect("Portal:Database", options.Database, "Sqlite", "PostgreSql is planned");
        Expect("Portal:Services", options.Services, "all", "a part of them is planned");
        ExpectSwitch("Portal:Seed", options.Seed);
        ExpectSwitch("Sandbox:Enabled", configuration["Sandbox:Enabled"]);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void ExpectSwitch(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value) && !bool.TryParse(value, out _))
                errors.Add($"{key} is '{value}'; it must be true or false.");
        }

        void Expect(string key, string value, string only, string planned)
        {
            if (!string.Equals(value, only, StringComparison.OrdinalIgnoreCase))
                errors.Add($"{key} is '{value}'; this version knows only '{only}' ({planned}).");
        }
    }
}
