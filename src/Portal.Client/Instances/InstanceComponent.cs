using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Live;
using Portal.Client.Security;

namespace Portal.Client.Instances;

/// <summary>A component that asks something of instances, and knows who asks.</summary>
public abstract class InstanceComponent : AskingComponent
{
    private ClaimsPrincipal? _person;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>For the history.</summary>
    protected string? Who => _person?.Identity?.Name;

    /// <summary>Why this person may not, in words for beside the button; null when he may.</summary>
    protected string? WhyNot { get; private set; }

    [Inject]
    protected IInstanceGateway Gateway { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _person = Authentication is null ? null : (await Authentication).User;
        WhyNot = Access.WhyNot(_person, Ability.OperateInstances);
    }
}
