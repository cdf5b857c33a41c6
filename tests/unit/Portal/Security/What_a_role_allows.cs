using System.Security.Claims;
using Portal.Client.Security;

namespace Unit.Portal.Security;

public class What_a_role_allows
{
    [Theory]
    [InlineData(Access.Viewer, "")]
    [InlineData(Access.Operator, "Trade OperateInstances OperateQueues ReplayDeadLetters RunJobs")]
    [InlineData(Access.Administrator, "Trade OperateInstances OperateQueues ReplayDeadLetters Destroy RunJobs Administer")]
    public void Each_role_has_its_abilities_and_those_of_the_one_before(string role, string abilities)
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));

        Assert.Equal(abilities, string.Join(' ', Enum.GetValues<Ability>().Where(ability => Access.WhyNot(person, ability) is null)));
    }

    [Fact]
    public void What_is_lacking_is_named() =>
        Assert.All(Enum.GetValues<Ability>(), ability => Assert.Contains(Access.RoleFor(ability), Access.WhyNot(null, ability), StringComparison.Ordinal));
}
