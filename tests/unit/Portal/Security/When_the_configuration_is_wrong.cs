using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Portal.Setup;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

/// <summary>With the portal's whole wiring: what is printed before it refuses to start.</summary>
[Collection("Console")]
public class When_the_configuration_is_wrong
{
    [Fact]
    public void A_right_one_is_accepted()
    {
        Assert.Empty(Errors());
        Assert.Empty(Errors(
            ("Portal:BootstrapApiKey", "0123456789abcdef"), ("Portal:AdminPassword", "12345678"), ("Payments:BaseUrl", "https://pay.test/v1"), ("Carriers:TimeoutSeconds", "300")));
    }

    [Fact]
    public void Every_error_is_listed_with_its_key()
    {
        var errors = Errors(
            ("Portal:DataDirectory", " "),
            ("Portal:Transport", "RabbitMq"),
            ("Portal:Database", "PostgreSql"),
            ("Portal:Services", "sales"),
            ("Portal:BootstrapApiKey", "0123456789abcde"),
            ("Portal:AdminPassword", "1234567"),
            ("Payments:BaseUrl", "pay.test"),
            ("Payments:TimeoutSeconds", "0"),
            ("Carriers:BaseUrl", "ftp://carriers.test"),
            ("Carriers:TimeoutSeconds", "301"));
        foreach (var key in new[]
        {
            "Portal:DataDirectory", "Portal:Transport", "Portal:Database", "Portal:Services", "Portal:BootstrapApiKey", "Portal:AdminPassword",
            "Payments:BaseUrl", "Payments:TimeoutSeconds", "Carriers:BaseUrl", "Carriers:TimeoutSeconds",
        })
            Assert.Single(errors, e => e.Contains(key, StringComparison.Ordinal));
        Assert.Equal(10, errors.Count);
    }

    [Fact]
    public void A_value_that_is_no_number_or_no_truth_value_is_listed_with_the_others()
    {
        var errors = Errors(("Payments:TimeoutSeconds", "soon"), ("Portal:Seed", "maybe"), ("Portal:Transport", "RabbitMq"), ("Carriers:TimeoutSeconds", "0"));
        foreach (var key in new[] { "Payments:TimeoutSeconds", "Portal:Seed", "Portal:Transport", "Carriers:TimeoutSeconds" })
            Assert.Single(errors, e => e.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_person_s_keys_are_named()
    {
        Assert.Empty(Errors(("Portal:People:0:Name", "vera"), ("Portal:People:0:Password", "12345678"), ("Portal:People:0:Role", "viewer")));
        var errors = Errors(
            ("Portal:People:0:Name", "admin"),
            ("Portal:People:0:Password", "1234567"),
            ("Portal:People:0:Role", "king"),
            ("Portal:People:1:Name", "no spaces"),
            ("Portal:People:1:Password", "12345678"),
            ("Portal:People:1:Role", "operator"));
        foreach (var key in new[] { "Portal:People:0:Name", "Portal:People:0:Password", "Portal:People:0:Role", "Portal:People:1:Name" })
            Assert.Single(errors, e => e.Contains(key, StringComparison.Ordinal));
        Assert.Equal(4, errors.Count);
    }

    [Fact]
    public void Secrets_are_not_repeated()
    {
        Assert.DoesNotContain(Errors(("Portal:BootstrapApiKey", "s3cret"), ("Portal:AdminPassword", "hunter2")), e =>
            e.Contains("s3cret", StringComparison.Ordinal) || e.Contains("hunter2", StringComparison.Ordinal));
    }

    private static List<string> Errors(params (string Key, string Value)[] settings)
    {
        using var directory = new TemporaryDirectory();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear(); // the environment is the whole process's, other tests' included
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.AddPortal(directory.Path);
        using var app = builder.Build();
        var before = Console.Error;
        using var printed = new StringWriter();
        try
        {
            Console.SetError(printed);
            var valid = app.HasValidConfiguration();
            var errors = printed.ToString().Split('\n').Where(l => l.StartsWith("  - ", StringComparison.Ordinal)).ToList();
            Assert.Equal(valid, errors.Count == 0);
            return errors;
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
