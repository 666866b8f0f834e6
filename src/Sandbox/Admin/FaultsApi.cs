using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Sandbox.Admin;

/// <summary>Faults on demand, below `/sandbox/admin/faults`.</summary>
internal static class FaultsApi
{
    public static void Map(RouteGroupBuilder admin)
    {
        var faults = admin.MapGroup("/faults");
        faults.MapGet("", (Faults all) => Show(all));
        faults.MapPost("", Set);
        faults.MapDelete("", (Faults all) => all.Clear());
        faults.MapGet("/rules", (Faults all) => all.Rules());
        faults.MapPost("/rules", (FaultRule rule, Faults all) => Put(rule with { Id = 0 }, all, 201));
        faults.MapPut("/rules", Replace);
        faults.MapPut(
            "/rules/{id:long}",
            (long id, FaultRule rule, Faults all) => Known(id, all) ? Put(rule with { Id = id }, all, 200) : Results.NotFound()
        );
        faults.MapDelete("/rules/{id:long}", (long id, Faults all) => all.Remove(id) ? Results.NoContent() : Results.NotFound());
        faults.MapGet("/log", (Faults all) => all.Log());
        faults.MapDelete("/log", (Faults all) => all.ClearLog());
        admin.MapPost("/fields", ChangeField);
        admin.MapPost("/merge", Merge);
    }

    /// <param name="Protocol">`hubSpot` or `salesforce`.</param>
    /// <param name="Calls">The next so many API calls meet <paramref name="Fault"/>.</param>
    /// <param name="DropPushes">The next so many pushes vanish.</param>
    public sealed record FaultOrder(Protocol Protocol, int Calls = 0, Fault? Fault = null, int DropPushes = 0);

    /// <param name="Deleted">True archives a field of the account's own, false brings it back; null leaves it.</param>
    /// <param name="Required">Whether records need a value in it; null leaves it.</param>
    public sealed record FieldOrder(string Object, string Field, bool? Deleted = null, bool? Required = null);

    /// <param name="Record">The store's id, which is HubSpot's.</param>
    public sealed record MergeOrder(Protocol Protocol, long Record);

    public sealed record NextCalls(Protocol Protocol, Fault? Fault, int Calls, int DropPushes);

    public sealed record State(IReadOnlyList<RuleState> Rules, IReadOnlyList<NextCalls> Next);

    private static State Show(Faults all)
    {
        var (calls, drops) = all.Plain();
        return new(
            all.Rules(),
            [
                .. Enum.GetValues<Protocol>()
                    .Where(p => calls.ContainsKey(p) || drops.ContainsKey(p))
                    .Select(p => new NextCalls(
                        p,
                        calls.TryGetValue(p, out var call) ? call.Fault : null,
                        calls.GetValueOrDefault(p).Left,
                        drops.GetValueOrDefault(p)
                    )),
            ]
        );
    }

    private static IResult Set(FaultOrder order, Faults faults)
    {
        if (order.Fault is { } fault)
        {
            if (new FaultRule { Fault = fault }.IsForPushes || fault is Fault.FieldDeleted or Fault.FieldRequired)
                return Refused($"{fault} needs a rule: POST /sandbox/admin/faults/rules.");
            faults.Set(order.Protocol, fault, order.Calls);
        }
        if (order.DropPushes > 0)
            faults.DropPushes(order.Protocol, order.DropPushes);
        return Results.NoContent();
    }

    private static IResult Put(FaultRule rule, Faults faults, int status) =>
        rule.Complaint() is { } complaint ? Refused(complaint) : Results.Json(faults.Put(rule), statusCode: status);

    private static bool Known(long id, Faults faults) => faults.Rules().Any(r => r.Rule.Id == id);

    /// <summary>These rules and no others.</summary>
    private static IResult Replace(List<FaultRule> rules, Faults faults)
    {
        if (rules.Select(r => r.Complaint()).FirstOrDefault(c => c is not null) is { } complaint)
            return Refused(complaint);
        foreach (var old in faults.Rules())
            faults.Remove(old.Rule.Id);
        return Results.Ok(rules.Select(r => faults.Put(r with { Id = 0 })).ToList());
    }

    private static IResult ChangeField(FieldOrder order, Meanwhile meanwhile) =>
        meanwhile.Change(order.Object, order.Field, order.Deleted, order.Required)
            ? Results.NoContent()
            : Refused($"{order.Object} has no field {order.Field} of which this can be said.");

    private static IResult Merge(MergeOrder order, Meanwhile meanwhile)
    {
        var survivor = order.Protocol == Protocol.HubSpot ? meanwhile.MergeHubSpot(order.Record) : meanwhile.MergeSalesforce(order.Record);
        return survivor is { } id ? Results.Ok(new { survivor = id }) : Refused($"There is no living record {order.Record}.");
    }

    private static ProblemHttpResult Refused(string why) => TypedResults.Problem(why, statusCode: 422);
}
