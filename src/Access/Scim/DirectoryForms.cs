using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.Scim;

/// <summary>What both directory pages do with their forms.</summary>
internal sealed class DirectoryForms(DirectoryDesk desk, HttpContext http)
{
    /// <summary>The answer to this one post shows the token, so it is not redirected: nothing but this page ever holds it.</summary>
    public async Task<(string? Made, string? Name, Problem? Problem)> Make()
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var done = await desk.Make(form["Name"], http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return done.Ok ? (done.Value, null, null) : (null, form["Name"], done.Problem);
    }

    public async Task<Problem?> Revoke()
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Guid.TryParse(form["Token"], out var token)
            ? (await desk.Revoke(new(token), http.RequestAborted)).Problem
            : DirectoryDesk.MayNot;
    }

    public async Task<Problem?> Give()
    {
        const string Group = "Group.";
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var roles = form
            .Keys.Where(k => k.StartsWith(Group, StringComparison.Ordinal) && Guid.TryParse(k[Group.Length..], out _))
            .ToDictionary(k => Guid.Parse(k[Group.Length..]), k => form[k].ToString());
        return (await desk.Give(roles, form["Otherwise"], http.RequestAborted)).Problem;
    }
}
