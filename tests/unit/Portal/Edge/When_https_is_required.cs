using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Unit.Portal.Security.Doors;
using Unit.Portal.Support;

namespace Unit.Portal.Edge;

public sealed class When_https_is_required : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private string? _known;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Should_plain_http_lead_to_it_and_cookies_stay_with_it_and_browsers_be_told_to()
    {
        var certificate = Certificate();
        await using var portal = await LivePortal.StartAsync(
            new()
            {
                ["Portal:RequireHttps"] = "true",
                ["Portal:HstsDays"] = "7",
                ["Kestrel:Certificates:Default:Path"] = certificate,
                ["Kestrel:Certificates:Default:Password"] = "of-the-test",
            },
            "http://127.0.0.1:0;https://127.0.0.1:0");
        var (plain, secure) = (portal.Urls.Single(url => url.Scheme == "http"), portal.Urls.Single(url => url.Scheme == "https"));
        using var client = Client();

        using var led = await client.GetAsync(new Uri(plain, "/orders?status=placed"), Token);
        using var form = await client.GetAsync(new Uri(secure, "/sign-in"), Token);
        using var session = await SignInAsync(client, secure, form);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, led.StatusCode);
        Assert.Equal(new Uri(secure, "/orders?status=placed"), led.Headers.Location);
        Assert.False(led.Headers.Contains("Strict-Transport-Security")); // over plain HTTP anybody could have written it
        Assert.Equal("max-age=604800", form.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.All(Cookies(form).Concat(Cookies(session)), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        var cookie = Cookies(session).Single(cookie => cookie.StartsWith("portal.session=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Should_a_portal_whose_proxy_ends_tls_answer_only_what_came_to_that_over_tls()
    {
        await using var portal = await LivePortal.StartAsync(new() { ["Portal:RequireHttps"] = "true" });
        using var client = portal.Client();

        using var plain = await client.SendAsync(Request("/sign-in?returnUrl=%2Forders", "http"), Token);
        using var secure = await client.SendAsync(Request("/sign-in", "https"), Token);
        using var probe = await client.GetAsync("/health/ready", Token);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, plain.StatusCode);
        Assert.Equal("https://portal.example/sign-in?returnUrl=%2Forders", plain.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
        Assert.True(secure.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode); // from inside, by the portal's own address
    }

    [Fact]
    public async Task Should_without_it_nothing_be_led_away_and_no_browser_be_told_to_stay()
    {
        await using var portal = await LivePortal.StartAsync();
        using var client = portal.Client();

        using var page = await client.GetAsync("/sign-in", Token);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));
    }

    private static HttpRequestMessage Request(string path, string scheme)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Forwarded-Proto", scheme } } };
        request.Headers.Host = "portal.example";
        return request;
    }

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == _known },
    });

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, Uri portal, HttpResponseMessage form) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, new Uri(portal, "/sign-in"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = form.Content.ReadAsStringAsync(Token).Result.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0],
                ["Form.Name"] = "viewer",
                ["Form.Password"] = LivePortal.Password,
            }),
            Headers = { { "Cookie", string.Join("; ", Cookies(form).Select(cookie => cookie.Split(';')[0])) } },
        },
        Token);

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie");

    private string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        _known = certificate.GetCertHashString();
        var path = Path.Combine(_directory.Path, "certificate.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "of-the-test"));
        return path;
    }
}
