using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Edge;

/// <summary>
/// Token buckets: sign-ins by address, requests by key or person where <c>Portal:Limits:RequestsPerSecond</c> says so. Who is
/// over the limit is answered 429 with <c>Retry-After</c> before anything costly is done for him.
/// </summary>
internal static class RateLimits
{
    private const string SignInPath = "/sign-in";
    private static readonly RateLimitPartition<string> _free = RateLimitPartition.GetNoLimiter(string.Empty);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(100);

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<EdgeOptions>>((limiter, edge) =>
        {
            var limits = edge.Value.Limits;
            var signIns = PartitionedRateLimiter.Create<HttpContext, string>(context => SignIn(context, limits.SignInsPerMinute));
            limiter.GlobalLimiter = limits.RequestsPerSecond == 0
                ? signIns
                : PartitionedRateLimiter.CreateChained(
                    signIns, PartitionedRateLimiter.Create<HttpContext, string>(context => Caller(context, limits.RequestsPerSecond)));
            limiter.OnRejected = RefuseAsync;
        });
    }

    /// <summary>After authentication. Without a limit for callers only sign-ins are looked at: no other request pays for it.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value.Limits.RequestsPerSecond > 0)
            app.UseRateLimiter();
        else
            app.UseWhen(context => IsSignIn(context.Request), signIn => signIn.UseRateLimiter());
    }

    private static RateLimitPartition<string> SignIn(HttpContext context, int perMinute) =>
        IsSignIn(context.Request)
            ? RateLimitPartition.GetTokenBucketLimiter(CallerAddress.PartitionOf(context.Connection.RemoteIpAddress), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 6),
                ReplenishmentPeriod = perMinute < 6 ? _minute / perMinute : _minute / 6,
            })
            : _free;

    private static RateLimitPartition<string> Caller(HttpContext context, int perSecond) =>
        CallerOf(context.User) is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond,
                TokensPerPeriod = Math.Max(1, perSecond / 10),
                ReplenishmentPeriod = perSecond < 10 ? TimeSpan.FromSeconds(1) / perSecond : _slice,
            })
            : _free;

    /// <summary>By ids: a key's name is anybody's choice, and may be that of another key.</summary>
    private static string? CallerOf(ClaimsPrincipal caller) =>
        caller.FindFirstValue(KeyClaims.Id) is { } key ? "key " + key
        : caller.FindFirstValue(ClaimTypes.NameIdentifier) is { } person ? "person " + person
        : null;

    private static bool IsSignIn(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments(SignInPath, StringComparison.OrdinalIgnoreCase);

    /// <summary>A script asks this, which reads problem details and shows them on the page it is on.</summary>
    private static bool IsByPasskey(HttpRequest request) => request.Path.StartsWithSegments(SignInPath + "/passkey", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        if (!IsSignIn(context.Request))
            await new Problem(429, "Too many requests", "You call faster than this portal's limit for one caller. Nothing was changed; try again later.").ToResult().ExecuteAsync(context);
        else if (IsByPasskey(context.Request))
            await new Problem(429, "Too many sign-ins", TooManySignIns.Words(wait)).ToResult().ExecuteAsync(context);
        else
            await new RazorComponentResult<TooManySignIns>(new { Seconds = wait }) { StatusCode = StatusCodes.Status429TooManyRequests }.ExecuteAsync(context);
    }
}
