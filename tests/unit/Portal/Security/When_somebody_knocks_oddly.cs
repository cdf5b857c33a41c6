using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Security;
using Unit.Portal.Security.Doors;

namespace Unit.Portal.Security;

/// <summary>What strangers can send to the two doors, the one for passwords and the one for passkeys.</summary>
public sealed class When_somebody_knocks_oddly(When_somebody_knocks_oddly.Doors doors) : IClassFixture<When_somebody_knocks_oddly.Doors>
{
    private readonly LivePortal _portal = doors.Portal;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_a_passkey_that_is_none_be_refused_as_one_and_not_be_a_fault()
    {
        using var stranger = _portal.Client();
        using var options = await stranger.PostAsync("/sign-in/passkey/options", null, Token);
        stranger.DefaultRequestHeaders.Add("Cookie", string.Join("; ", options.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));

        foreach (var body in (string[])["{}", """{"credential":""}""", """{"credential":null}""", """{"credential":" "}""", """{"credential":"{}"}""", """{"credential":"null"}""", """{"credential":"[1]"}"""])
        {
            using var answer = await stranger.PostAsync("/sign-in/passkey", new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Token);
            Assert.Equal((body, HttpStatusCode.BadRequest, "application/problem+json"), (body, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }

        using var viewer = await _portal.AsAsync("viewer");
        foreach (var credential in (string?[])[null, "", "{}"])
        {
            using var answer = await viewer.PostAsJsonAsync("/api/me/passkeys", new { name = "mine", credential }, Token);
            Assert.Equal((credential, HttpStatusCode.BadRequest), (credential, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Should_a_name_that_is_too_long_for_anybody_not_be_remembered()
    {
        var name = new string('x', 100_000);

        using (var scope = _portal.Services.CreateScope())
        {
            var door = scope.ServiceProvider.GetRequiredService<SignInGateway>();
            for (var i = 0; i < 11; i++)
                Assert.Equal(global::Portal.Client.Security.SignInResult.Wrong, await door.SignInAsync(name, "a-password", Token));
        }

        // Had it been counted it would be locked by now.
        Assert.Null(_portal.Services.GetRequiredService<WrongPasswords>().LockedUntil(name));
    }

    [Fact]
    public async Task Should_a_content_type_that_is_no_header_be_refused_with_its_name()
    {
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = _portal.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/queues/billing/messages") { Content = new ByteArrayContent([1]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/é");
        request.Headers.Authorization = new("Bearer", LivePortal.BootstrapKey);

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Content-Type", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    public sealed class Doors : IAsyncLifetime
    {
        internal LivePortal Portal { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Portal = await LivePortal.StartAsync();

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
