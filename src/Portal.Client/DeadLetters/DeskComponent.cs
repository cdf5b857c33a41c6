using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Live;
using Portal.Client.Security;

namespace Portal.Client.DeadLetters;

/// <summary>A part of the desk: it knows who looks at it and what they may do.</summary>
public abstract class DeskComponent : LivePage
{
    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>For the history of what is done.</summary>
    protected string By => Person?.Identity?.Name ?? "unknown";

    private ClaimsPrincipal? Person => Authentication is { IsCompletedSuccessfully: true } known ? known.Result.User : null;

    /// <summary>Null when this person may; otherwise the words for beside the button.</summary>
    protected string? WhyNot(Ability ability) => Access.WhyNot(Person, ability);
}
