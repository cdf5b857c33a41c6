using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Edge;

namespace Unit.Portal.Edge;

public class When_the_portal_has_a_path_base
{
    [Theory]
    [InlineData("/tools/order", "/tools/api/orders/1")]
    [InlineData("/order", "/api/orders/1")]
    [InlineData("/tools/done", "/tools/already/there")]
    [InlineData("/tools/away", "https://elsewhere.example/")]
    [InlineData("/tools/other", "//elsewhere.example/")]
    public async Task Should_say_where_to_look_under_it(string path, string location)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UsePathBase("/tools");
        app.UseMiddleware<LocationUnderPathBase>();
        app.UseRouting();
        app.MapGet("/order", () => Results.Accepted("/api/orders/1"));
        app.MapGet("/done", () => Results.Accepted("/tools/already/there"));
        app.MapGet("/away", () => Results.Accepted("https://elsewhere.example/"));
        app.MapGet("/other", () => Results.Accepted("//elsewhere.example/"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(location, answer.Headers.GetValues("Location").Single());
    }
}
