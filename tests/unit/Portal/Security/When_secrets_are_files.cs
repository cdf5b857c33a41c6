using Microsoft.Extensions.Configuration;
using Portal.Setup;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

public sealed class When_secrets_are_files : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Should_go_before_other_sources_and_lose_the_line_break_at_their_end()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "Portal__AdminPassword"), "from the file\n");
        using var configuration = new ConfigurationManager();
        configuration[SecretFiles.Key] = _directory.Path;
        configuration["Portal:AdminPassword"] = "from elsewhere";

        Assert.Null(configuration.AddSecretFiles());

        Assert.Equal("from the file", configuration["Portal:AdminPassword"]);
    }

    [Fact]
    public void Should_stop_the_start_where_there_is_no_such_folder()
    {
        using var configuration = new ConfigurationManager();
        configuration[SecretFiles.Key] = Path.Combine(_directory.Path, "nowhere");

        Assert.StartsWith("Portal:SecretsDirectory is ", configuration.AddSecretFiles(), StringComparison.Ordinal);
    }
}
