using Microsoft.AspNetCore.Identity;

namespace Portal.Security.Data;

/// <summary>A person who may sign in.</summary>
internal sealed class PortalUser : IdentityUser
{
    /// <summary>May not sign in, and their keys open nothing, until an administrator says otherwise.</summary>
    public bool Disabled { get; set; }

    /// <summary>Unix milliseconds; null for those who were there before this was written down.</summary>
    public long? CreatedAt { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public long? LastSignInAt { get; set; }
}
