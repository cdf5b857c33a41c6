using Microsoft.Extensions.Options;

namespace Portal.Operations.Topics.Webhooks;

internal sealed class WebhookOptionsValidation(IConfiguration configuration) : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var reader = new WebhookOptionsReader(configuration);
        reader.Read(new WebhookOptions());
        return reader.Errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(reader.Errors);
    }
}
