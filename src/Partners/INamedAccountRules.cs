namespace Entente.Partners;

/// <summary>Filled by a higher room: what is decided about companies besides the vendor's list, said beside their entries. For staff.</summary>
public interface INamedAccountRules
{
    /// <returns>For each company, in their order, a sentence for each rule; empty where there is none.</returns>
    Task<IReadOnlyList<IReadOnlyList<string>>> Of(IReadOnlyList<NamedCompany> companies, CancellationToken ct);
}

/// <param name="Domain">Registrable domain; empty when none is known.</param>
public sealed record NamedCompany(string Name, string Domain);
