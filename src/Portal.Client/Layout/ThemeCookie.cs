using Microsoft.AspNetCore.Http;

namespace Portal.Client.Layout;

/// <summary>
/// The person's choice of light or dark, in a cookie so that the server links the right sheet and the first paint is
/// right. Written by <c>portal.js</c>; holds no more than one of two words.
/// </summary>
public static class ThemeCookie
{
    public const string Name = "portal-theme";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>Nothing chosen: as the operating system says.</summary>
    public const string Auto = "auto";

    public static string Read(HttpRequest request) => request.Cookies[Name] switch
    {
        Light => Light,
        Dark => Dark,
        _ => Auto,
    };
}
