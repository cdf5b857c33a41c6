using System.Security.Claims;
using Portal.Client.Security;

namespace Unit.Portal.Security;

public class What_a_role_allows
{
    [Theory]
    [InlineData(Access.Viewer, "Read OwnAccount")]
    [InlineData(Access.Operator, "Read Trade OperateInstances OperateQueues SendMessages ReceiveMessages ReplayDeadLetters RunJobs MakeKeys OwnAccount")]
    [InlineData(Access.Administrator, "Read Trade OperateInstances OperateQueues SendMessages ReceiveMessages ReplayDeadLetters Destroy RunJobs MakeKeys Administer OwnAccount")]
    public void Each_role_has_its_abilities_and_those_of_the_one_before(string role, string abilities)
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));

        Assert.Equal(abilities, string.Join(' ', Enum.GetValues<Ability>().Where(ability => Access.WhyNot(person, ability) is null)));
    }

    [Theory]
    [InlineData("messages:send", Access.Operator, Ability.SendMessages, null)]
    [InlineData("messages:send", Access.Operator, Ability.Read, "The API key lacks the scope read.")]
    [InlineData("messages:send", Access.Operator, Ability.ReceiveMessages, "The API key lacks the scope messages:receive.")]
    [InlineData("read messages:send", Access.Viewer, Ability.SendMessages, "Needs the role operator, which the owner of the API key does not have.")]
    [InlineData("read messages:send", Access.Viewer, Ability.Read, null)]
    [InlineData("account", Access.Administrator, Ability.OwnAccount, "An API key has no account. Sign in as a person.")]
    public void A_key_has_its_scopes_within_the_role_of_its_owner(string scopes, string role, Ability ability, string? whyNot)
    {
        var key = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(KeyClaims.Id, "id"), new Claim(ClaimTypes.Role, role), .. scopes.Split(' ').Select(scope => new Claim(KeyClaims.Scope, scope))], "key"));

        Assert.Equal(whyNot, Access.WhyNot(key, ability));
    }

    [Fact]
    public void Whoever_is_not_signed_in_any_more_may_nothing_and_is_told_so() => Assert.All(
        Enum.GetValues<Ability>(), ability => Assert.Contains("Sign in again", Access.WhyNot(new ClaimsPrincipal(new ClaimsIdentity()), ability), StringComparison.Ordinal));

    [Fact]
    public void What_is_lacking_is_named() =>
        Assert.All(Enum.GetValues<Ability>(), ability => Assert.Contains(Access.RoleFor(ability), Access.WhyNot(null, ability), StringComparison.Ordinal));
}
