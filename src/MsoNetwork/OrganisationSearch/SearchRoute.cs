using MsoNetwork.DirectorySearch;

namespace MsoNetwork.OrganisationSearch;

/// <summary>An answer and who gave it.</summary>
/// <param name="Answer">The engine's answer.</param>
/// <param name="Engine">Which engine answered.</param>
/// <param name="Degraded">True when another engine was configured and could not answer.</param>
public sealed record RoutedAnswer(SearchAnswer Answer, SearchEngineName Engine, bool Degraded);

/// <summary>Asks the configured engine, and another one when that does not answer.</summary>
public delegate Task<RoutedAnswer> SearchRoute(SearchQuestion question, CancellationToken cancellationToken);
