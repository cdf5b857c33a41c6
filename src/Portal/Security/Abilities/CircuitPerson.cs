using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Security.Abilities;

/// <summary>Made with every circuit, before its first component: tells the scope whose it is.</summary>
internal sealed class CircuitPerson : CircuitHandler
{
    public CircuitPerson(CurrentPerson person, AuthenticationStateProvider authentication) => person.IsIn(authentication);
}
