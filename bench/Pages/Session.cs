using System.Net;
using System.Text.RegularExpressions;

namespace Bench.Pages;

/// <summary>Somebody signed in by the form, as a browser does it.</summary>
internal sealed partial class Session : IDisposable
{
    private readonly CookieContainer _cookies = new();

    private Session(Uri portal) => Http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = portal, Timeout = TimeSpan.FromSeconds(60) };

    public HttpClient Http { get; }

    public string Cookie => _cookies.GetCookieHeader(Http.BaseAddress!);

    public static async Task<Session> SignInAsync(Uri portal, string name, string password)
    {
        var session = new Session(portal);
        var page = await session.Http.GetStringAsync("/sign-in");
        using var form = new FormUrlEncodedContent(
        [
            .. HiddenFields().Matches(page).Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value))),
            KeyValuePair.Create("Form.Name", name),
            KeyValuePair.Create("Form.Password", password),
        ]);
        using var response = await session.Http.PostAsync("/sign-in", form);
        response.EnsureSuccessStatusCode();
        return session;
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex HiddenFields();
}
