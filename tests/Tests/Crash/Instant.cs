namespace Entente.Tests.Crash;

/// <summary>
/// When the app is killed in a round. Shares are of the time that the start, or a round's work, took the last time it was let
/// finish: machines differ.
/// </summary>
internal abstract record Instant
{
    /// <summary>While it is still starting.</summary>
    public sealed record InTheStart(double Share) : Instant;

    /// <summary>Some time after the first form was sent.</summary>
    public sealed record ByTheClock(double Share) : Instant;

    /// <summary>At a call that writes to the CRM, counted from the round's beginning.</summary>
    public sealed record OnTheWire(Cut Where, int Write, TimeSpan Later) : Instant;

    /// <summary>Some time after the first form was sent, with a CRM whose next calls fail.</summary>
    public sealed record InAFault(string Fault, int Calls, double Share) : Instant;

    /// <summary>Half of all instants lie on the wire, where the narrow windows are.</summary>
    public static Instant Draw(Random random) =>
        random.Next(100) switch
        {
            < 8 => new InTheStart(random.NextDouble()),
            < 30 => new ByTheClock(1.5 * random.NextDouble()),
            < 80 => new OnTheWire((Cut)random.Next(3), 1 + random.Next(12), TimeSpan.FromMilliseconds(random.Next(20))),
            _ => new InAFault(random.Next(3) == 0 ? "timeout" : "lostAnswer", 1 + random.Next(3), 0.4 + (1.2 * random.NextDouble())),
        };
}
