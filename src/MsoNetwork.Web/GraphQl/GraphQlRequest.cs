using GraphQL;

namespace MsoNetwork.Web.GraphQl;

/// <summary>The parameters of one request, by POST or GET. Extensions are checked for their shape and otherwise ignored.</summary>
internal sealed record GraphQlRequest(string Query, string? OperationName, Inputs Variables);
