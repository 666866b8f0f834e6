using Entente.Pipeline;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Guard;

/// <summary>The reason as the browser sends it.</summary>
public sealed class DirectDealForm
{
    public string? Reason { get; set; }
    public string? Words { get; set; }

    public DirectDealInput Read(OpportunityId deal) => new(deal, Reason, Words);

    public static DirectDealForm Of(IFormCollection form) =>
        new() { Reason = form["Input.Reason"].ToString(), Words = form["Input.Words"].ToString() };
}
