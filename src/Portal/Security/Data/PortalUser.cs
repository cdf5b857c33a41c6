using Microsoft.AspNetCore.Identity;

namespace Portal.Security.Data;

/// <summary>A person who may sign in.</summary>
internal sealed class PortalUser : IdentityUser;
