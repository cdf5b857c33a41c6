using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Orders;
using Portal.Http;

namespace Unit.Portal.Http;

public class When_a_body_cannot_be_read
{
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);

    [Theory]
    [InlineData("""{"customer":"Ada","lines":[{"sku":"A","quantity":1},{"sku":"B","quantity":"many"}]}""", "lines[1].quantity")]
    [InlineData("""{"customer":5}""", "customer")]
    [InlineData("""{"customer":"Ada","lines":7}""", "lines")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"customer":""", "customer")]
    [InlineData("""nonsense""", "body")]
    [InlineData("""{"customer":"Ada","lines":[{"sku":"A","quantity":99999999999}]}""", "lines[0].quantity")]
    public async Task The_field_is_named(string json, string field)
    {
        var cause = Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<PlaceOrder>(json, _web));
        var (status, body) = await HandleAsync(new BadHttpRequestException("bad", 400, cause));
        Assert.Equal(400, status);
        Assert.Equal([field], body["errors"]!.AsObject().Select(e => e.Key));
    }

    [Theory]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(400)]
    public async Task The_status_stays_what_it_is(int expected)
    {
        var (status, body) = await HandleAsync(new BadHttpRequestException("bad", expected));
        Assert.Equal(expected, status);
        Assert.NotEmpty((string)body["title"]!);
    }

    [Fact]
    public async Task Other_exceptions_are_left_to_others() =>
        Assert.False(await new BadRequestHandler().TryHandleAsync(new DefaultHttpContext(), new InvalidOperationException(), default));

    private static async Task<(int Status, JsonObject Body)> HandleAsync(BadHttpRequestException exception)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider(),
        };
        using var body = new MemoryStream();
        context.Response.Body = body;
        Assert.True(await new BadRequestHandler().TryHandleAsync(context, exception, default));
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!.AsObject());
    }
}
