using System.Text;
using Portal.Operations.Topics.Webhooks.Signing;

namespace Unit.Portal.Webhooks;

public class A_signature
{
    /// <summary>The example of the specification of Standard Webhooks, as its libraries test it.</summary>
    [Fact]
    public void Is_the_specification_s() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));

    [Fact]
    public void Is_one_for_each_secret_that_is_in_force()
    {
        var (first, second) = (WebhookSecret.New(), WebhookSecret.New());

        var both = WebhookSignature.Of([first, second], "id", 1, [1, 2, 3]).Split(' ');

        Assert.Equal([WebhookSignature.Of([first], "id", 1, [1, 2, 3]), WebhookSignature.Of([second], "id", 1, [1, 2, 3])], both);
    }

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("whsec_c2hvcnQ=", false)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_not base64 at all, however long it is", false)]
    [InlineData("whsec_", false)]
    public void Takes_a_secret_of_24_to_64_bytes(string secret, bool isOne) => Assert.Equal(isOne, WebhookSecret.Bytes(secret) is not null);
}
